"""How static files are named and kept."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names that change with the content, in the modules that import each other too."""

    support_js_module_import_aggregation = True
