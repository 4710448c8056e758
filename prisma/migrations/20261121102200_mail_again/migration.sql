-- How often somebody has asked by hand for a mail to be sent again: each time is another one to the provider.
ALTER TABLE mail_message ADD COLUMN resends integer NOT NULL DEFAULT 0;
