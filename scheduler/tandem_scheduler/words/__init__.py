"""How dates, counts and lists read, and the turns of phrase that rules share: what every floor says alike."""
