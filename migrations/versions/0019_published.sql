-- What stands within a published version stays there: neither side of a change may be published, or a line could be
-- taken out of it by moving it to a draft.
CREATE OR REPLACE FUNCTION refuse_change_within_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    version text := TG_ARGV[0] || '_version_id';
    is_published boolean;
BEGIN
    EXECUTE format(
        'SELECT bool_or(state = ''published'') FROM %I WHERE organization_id = $1 AND id IN ($2, $3)',
        TG_ARGV[0] || '_versions'
    ) INTO is_published USING
        (to_jsonb(CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END) ->> 'organization_id')::uuid,
        (to_jsonb(CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END) ->> version)::uuid,
        (to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END) ->> version)::uuid;
    IF is_published THEN
        RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'NS001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- Nobody brings back what was retired by striking the line that says so: a later version revives it.
REVOKE UPDATE, DELETE ON retirements FROM negostrategy_app, negostrategy_worker;
