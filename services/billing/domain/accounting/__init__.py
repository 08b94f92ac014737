"""What billing tells the books: double entry rows of invoices, credit notes and payments."""
