"""Real Elasticsearch and OpenSearch servers, for tests and benchmarks: see README.md in this folder."""
