"""Official papers in Word, made from a dossier and its counted rounds."""
