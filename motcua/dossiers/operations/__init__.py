"""Writes. One operation = one transaction = row lock + change + audit entry + outbox event."""
