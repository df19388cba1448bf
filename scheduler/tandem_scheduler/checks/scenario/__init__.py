"""What there is to say of a scenario before anything is planned: what contradicts itself, what is perhaps not meant."""
