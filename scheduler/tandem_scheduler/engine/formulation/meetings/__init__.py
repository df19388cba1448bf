"""What the model says of who meets whom: of types of people (`by_type`), of everybody (`by_person`)."""
