"""What the model says of who meets whom: by kinds of people, by person, by matching."""
