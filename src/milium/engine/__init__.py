"""Pure functions: facts and a person in, findings out."""
