"""What the command is to the system: a process with signals and streams, whose work can be interrupted."""
