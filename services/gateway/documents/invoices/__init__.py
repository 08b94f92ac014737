"""One invoice or credit note as Finvoice 3.0, as Peppol BIS Billing 3.0 and as a paper (R-V4), from one `Bill`."""
