"""How two names are compared: what is known of them, how alike they are, and the weights of it."""
