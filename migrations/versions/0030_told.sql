-- What whoever reads no records is told: a copy of the facts, in which changes arrive together or not at all.
-- Tables of the copy have the names of what they copy, so that the same question can be asked of either.
CREATE SCHEMA told;
GRANT USAGE ON SCHEMA told TO negostrategy_app, negostrategy_worker;

CREATE TABLE told.facts AS
SELECT f.organization_id, f.id, f.owner_id, f.team_id, f.held_on, f.privacy, f.playbook_version_id, f.strategy_version_id,
    f.kind, f.topic, f.segment, f.style_planned, f.style_used, f.power_balance, f.outcome, f.value, f.currency,
    f.capture_delay_hours, f.term_without_walk_away_count, f.beyond_walk_away_count, f.beyond_acceptable_count,
    f.within_count, f.at_target_count, f.deal_score, f.moved_variable_count,
    v.measure, v.gain_agreed, v.gain_possible, v.guess_count, v.tested_count, v.right_count
FROM public.facts f
LEFT JOIN public.value_sums v ON v.organization_id = f.organization_id AND v.id = f.id
WITH NO DATA;
ALTER TABLE told.facts ADD PRIMARY KEY (organization_id, id);
CREATE INDEX ix_told_held_on ON told.facts (organization_id, held_on);

CREATE TABLE told.findings AS
SELECT organization_id, id, negotiation_id, rule_id, result FROM public.findings WITH NO DATA;
ALTER TABLE told.findings ADD PRIMARY KEY (organization_id, id);
CREATE INDEX ix_told_negotiation ON told.findings (organization_id, negotiation_id);
CREATE INDEX ix_told_rule ON told.findings (organization_id, rule_id, result);

CREATE VIEW told.value_sums WITH (security_invoker = true) AS
SELECT organization_id, id, measure, gain_agreed, gain_possible, guess_count, tested_count, right_count
FROM told.facts
WHERE guess_count IS NOT NULL;

-- Which records may be otherwise than told: noted by whatever writes a fact or a finding, once a statement. A migration
-- writes for many organizations, and names each in turn, which its role alone may; everybody else writes for the one
-- that is named already.
CREATE FUNCTION note_untold_facts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose uuid;
    noted_at timestamptz := clock_timestamp();
BEGIN
    IF nullif(current_setting('negostrategy.organization', true), '') IS NOT NULL THEN
        INSERT INTO public.untold_changes (organization_id, id, changed_at)
        SELECT DISTINCT organization_id, id, noted_at FROM written
        ORDER BY 1, 2
        ON CONFLICT (organization_id, id) DO UPDATE SET changed_at = excluded.changed_at;
    ELSE
        FOR whose IN SELECT DISTINCT organization_id FROM written LOOP
            PERFORM set_config('negostrategy.organization', whose::text, true);
            INSERT INTO public.untold_changes (organization_id, id, changed_at)
            SELECT DISTINCT organization_id, id, noted_at FROM written WHERE organization_id = whose
            ORDER BY 1, 2
            ON CONFLICT (organization_id, id) DO UPDATE SET changed_at = excluded.changed_at;
        END LOOP;
        PERFORM set_config('negostrategy.organization', '', true);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION note_untold_findings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose uuid;
    noted_at timestamptz := clock_timestamp();
BEGIN
    IF nullif(current_setting('negostrategy.organization', true), '') IS NOT NULL THEN
        INSERT INTO public.untold_changes (organization_id, id, changed_at)
        SELECT DISTINCT organization_id, negotiation_id, noted_at FROM written
        ORDER BY 1, 2
        ON CONFLICT (organization_id, id) DO UPDATE SET changed_at = excluded.changed_at;
    ELSE
        FOR whose IN SELECT DISTINCT organization_id FROM written LOOP
            PERFORM set_config('negostrategy.organization', whose::text, true);
            INSERT INTO public.untold_changes (organization_id, id, changed_at)
            SELECT DISTINCT organization_id, negotiation_id, noted_at FROM written WHERE organization_id = whose
            ORDER BY 1, 2
            ON CONFLICT (organization_id, id) DO UPDATE SET changed_at = excluded.changed_at;
        END LOOP;
        PERFORM set_config('negostrategy.organization', '', true);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_untold_made AFTER INSERT ON facts
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_untold_facts();
CREATE TRIGGER note_untold_changed AFTER UPDATE ON facts
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_untold_facts();
CREATE TRIGGER note_untold_made AFTER INSERT ON findings
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_untold_findings();
CREATE TRIGGER note_untold_changed AFTER UPDATE ON findings
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_untold_findings();
CREATE TRIGGER note_untold_taken AFTER DELETE ON findings
    REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION note_untold_findings();

-- Everything that is there already is to be told.
ALTER TABLE facts NO FORCE ROW LEVEL SECURITY;
INSERT INTO untold_changes (organization_id, id) SELECT organization_id, id FROM facts;
ALTER TABLE facts FORCE ROW LEVEL SECURITY;
