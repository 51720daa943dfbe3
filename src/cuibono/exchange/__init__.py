"""Into other tools and out of them."""
