"""Draws a QR code for a text or an address."""

import qrcode

TEXT = "https://example.org"
SIZE = 600  # pixels, about
FORGIVING = "medium"  # low, medium, high: how much of it may be damaged

LEVELS = {
    "low": qrcode.constants.ERROR_CORRECT_L,
    "medium": qrcode.constants.ERROR_CORRECT_M,
    "high": qrcode.constants.ERROR_CORRECT_H,
}


def main():
    if not TEXT.strip():
        raise ValueError("There is no text for the QR code. Write a text or an address.")
    code = qrcode.QRCode(error_correction=LEVELS[FORGIVING], border=4)
    code.add_data(TEXT)
    try:
        code.make(fit=True)
    except (ValueError, qrcode.exceptions.DataOverflowError):
        raise ValueError("The text is too long for a QR code. Shorten it to about 1,500 letters.") from None
    code.box_size = max(1, round(SIZE / (code.modules_count + 8)))
    picture = code.make_image(fill_color="#1d1c1a", back_color="white").get_image().convert("RGB")
    picture.save("/out/qr-code.png")
    display(picture)
    print(f"The QR code says: {TEXT}")


main()
