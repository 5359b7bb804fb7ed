"""One configuration, driven by the environment: settings, URLs and the server's entry points."""
