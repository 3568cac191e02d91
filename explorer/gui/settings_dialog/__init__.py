"""The settings: pages of what can be chosen, each change in force at once."""
