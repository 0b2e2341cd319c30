from django.db import migrations, models

# An entry may lose what it says of people, once, for a later entry of its chain that tells so. Nothing is ever put in
# its place, and nothing of what the chain is made of may change.
GUARD = """
CREATE FUNCTION audit_refuse_all_but_blanking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('motcua.retention', true) = 'on'
        AND OLD.erased_by IS NULL AND NEW.erased_by > OLD.seq
        AND (NEW.id, NEW.subject, NEW.subject_id, NEW.seq, NEW.at, NEW.action, NEW.prev_hash, NEW.hash)
            = (OLD.id, OLD.subject, OLD.subject_id, OLD.seq, OLD.at, OLD.action, OLD.prev_hash, OLD.hash)
        AND NEW.actor_id IN (OLD.actor_id, '00000000-0000-0000-0000-000000000000')
        AND NEW.actor_name IN (OLD.actor_name, '') AND NEW.acting_for IN (OLD.acting_for, '')
        AND OLD.data @> NEW.data
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the audit trail is append-only: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER audit_entry_kept ON audit_entry;
CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_entry_only_blanked BEFORE UPDATE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_all_but_blanking();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_looks")]
    operations = [
        migrations.AddField("entry", "erased_by", models.PositiveIntegerField(null=True)),
        migrations.RunSQL(GUARD),
    ]
