"""What is owed in a request, by whom and when; who may be in a list; what a certificate needs. Pure."""
