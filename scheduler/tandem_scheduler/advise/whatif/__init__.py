"""What would be with somebody sent or not sent, and what one more of something is worth."""
