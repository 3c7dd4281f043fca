"""Programs with a form, kept to be used again: what is known of one, and how it is read and written."""

from generator.tools.manifest import BadManifest, manifest_of, read_manifest
from generator.tools.tool import FileSlot, Tool

__all__ = ["BadManifest", "FileSlot", "Tool", "manifest_of", "read_manifest"]
