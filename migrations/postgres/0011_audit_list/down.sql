DROP INDEX audit_log_type;
DROP INDEX audit_log_action;
DROP INDEX audit_log_actor;
DROP INDEX audit_log_resource;
DROP INDEX audit_log_list;
CREATE INDEX audit_log_resource ON audit_log (resource_id, at);
