"""What the computer around the window offers: alarms, sound, wakefulness."""
