"""An invoice or credit note as Finvoice 3.0, as Peppol BIS Billing 3.0 and on paper (R-V4): of one `Bill`."""
