"""What results look like: one module for each form. Prints nothing itself; hands text to whoever asked."""
