"""What people with Windows get: one zip with every wheel, an installer and files to drop a dossier on. See `__main__`."""
