"""Money. Amounts are whole đồng, always `int`: the đồng has no subdivision in use."""


def say_dong(amount: int) -> str:
    """`150.000 đ`: grouped by dots, as Vietnamese readers write it."""
    return f"{amount:,}".replace(",", ".") + " đ"
