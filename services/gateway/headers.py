"""What every answer tells the browser, so that it does nothing with it that we did not mean.

Pages run no script and take no style but from files of ours, load nothing from elsewhere, stand in no frame,
and are kept by no cache.
"""

from starlette.datastructures import MutableHeaders

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
POLICY_OF_API_PAGE = POLICY.replace("img-src 'self'", "img-src 'self' data:")
"""Swagger UI has its little pictures inside its style."""
NOT_USED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get",
    "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # "same-origin" and not "no-referrer": browsers would send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_USED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OVER_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
OF_A_LINK = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
"""Pages without an account whose address is the key: not even our own pages are told where one came from."""
OF_THE_API = {"Content-Disposition": 'attachment; filename="api.json"'}
"""An answer of the API that somebody opens as a page is saved, never shown."""


def add_to(headers: MutableHeaders, path: str, *, https: bool) -> None:
    """The headers, where the answer has not set them itself. https: whether it was asked over TLS."""
    more = OF_THE_API if path.startswith("/api/v1/") else OF_A_LINK if path.startswith("/f/") else {}
    for name, value in (SECURITY | (OVER_TLS if https else {}) | more).items():
        headers.setdefault(name, value)
