"""`region init`: a region's folder, with what its servers and processes are told; and nothing that starts."""
