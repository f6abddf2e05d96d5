-- A published version never changes, whoever asks: the negotiations pinned to it must be judged by what it said.
CREATE FUNCTION refuse_change_of_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' THEN
        RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'NS001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE FUNCTION refuse_change_within_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    published boolean;
BEGIN
    EXECUTE format(
        'SELECT state = ''published'' FROM %I WHERE organization_id = $1 AND id = $2', TG_ARGV[0] || '_versions'
    ) INTO published USING (line ->> 'organization_id')::uuid, (line ->> (TG_ARGV[0] || '_version_id'))::uuid;
    IF published THEN
        RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'NS001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON strategy_versions
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published();

CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON playbook_versions
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published();

CREATE TRIGGER never_changes BEFORE INSERT OR UPDATE OR DELETE ON objectives
FOR EACH ROW EXECUTE FUNCTION refuse_change_within_published('strategy');

CREATE TRIGGER never_changes BEFORE INSERT OR UPDATE OR DELETE ON variables
FOR EACH ROW EXECUTE FUNCTION refuse_change_within_published('playbook');

CREATE TRIGGER never_changes BEFORE INSERT OR UPDATE OR DELETE ON rules
FOR EACH ROW EXECUTE FUNCTION refuse_change_within_published('playbook');
