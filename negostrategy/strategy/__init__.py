"""Strategy documents and playbooks: versions, publication, acknowledgement."""
