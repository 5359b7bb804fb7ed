"""The screens, by whom they are for."""
