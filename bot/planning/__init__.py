"""What is to be told when: pure functions of a resident's state and the clock. Each source of nudges is one file."""
