-- Everybody finds every organization by its address, and anybody may enter a new one; an organization changes no other.
-- Not forced: later migrations run as the owner and may change all of them.
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
CREATE POLICY found_by_all ON organizations FOR SELECT USING (true);
CREATE POLICY entered_by_all ON organizations FOR INSERT WITH CHECK (true);
CREATE POLICY changed_by_itself ON organizations FOR UPDATE
    USING (id = nullif(current_setting('negostrategy.organization', true), '')::uuid)
    WITH CHECK (id = nullif(current_setting('negostrategy.organization', true), '')::uuid);
GRANT UPDATE (
    zone, currency, number_format, language, fiscal_year_start, working_days, holiday_region
) ON organizations TO negostrategy_app;

-- Web processes remember an organization; the count tells them that what they remember is old, whoever changed it.
CREATE FUNCTION count_change_of_organization() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER count_change BEFORE UPDATE ON organizations
    FOR EACH ROW EXECUTE FUNCTION count_change_of_organization();
