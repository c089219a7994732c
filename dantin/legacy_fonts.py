"""Vietnamese typed in the font codings from before Unicode, TCVN3 (.VnTime) and VNI (VNI-Times). Standard library only."""
