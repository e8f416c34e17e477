"""Programs: what a file and contacts say of them, and how well each fits this resident."""
