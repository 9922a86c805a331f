-- The audit log as admins read it (R29): newest first, whole or by one of its codes or ids.
DROP INDEX audit_log_resource;
CREATE INDEX audit_log_list ON audit_log (at DESC, id DESC);
CREATE INDEX audit_log_resource ON audit_log (resource_id, at DESC, id DESC);
CREATE INDEX audit_log_actor ON audit_log (actor_id, at DESC, id DESC);
CREATE INDEX audit_log_action ON audit_log (action, at DESC, id DESC);
CREATE INDEX audit_log_type ON audit_log (resource_type, at DESC, id DESC);
