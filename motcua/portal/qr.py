"""Codes to be read by a camera."""

import segno


def qr_image(text: str) -> str:
    """A QR code as an address for `<img>` (SVG, so that it prints sharply)."""
    return str(
        segno.make(text, error="m", micro=False).svg_data_uri(scale=5, border=2, dark="#0b0c0c", light="#fff")
    )
