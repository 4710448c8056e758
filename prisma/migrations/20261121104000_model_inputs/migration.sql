-- What a model reads beside text. image: pictures. pdf: documents as they are, pages and all. pdf_text: the text of a
-- document only. Text and Markdown go to every model, so that they are not named here.
ALTER TABLE model ADD COLUMN takes text[] NOT NULL DEFAULT '{}'
  CONSTRAINT model_takes_check CHECK (takes <@ ARRAY['image', 'pdf', 'pdf_text']);
