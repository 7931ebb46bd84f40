"""The EU inventory of names and the annexes with their limits, as a person imported them."""
