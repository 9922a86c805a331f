DROP TABLE emergency_accesses;
DROP TABLE shared_documents;
