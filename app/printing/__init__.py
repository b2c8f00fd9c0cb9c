"""Reports and papers on A4: as PDF to sign, as workbooks to go on counting with. Computes no figure."""
