"""What commands write: `targets` beside their answers, `places` where that can be, `rescue` when it could not."""
