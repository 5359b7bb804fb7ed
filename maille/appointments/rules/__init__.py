"""Pure rules of the appointments: slots, and when somebody is reminded."""
