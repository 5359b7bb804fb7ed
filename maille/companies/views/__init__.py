"""The screens of companies, and of those who answer them."""
