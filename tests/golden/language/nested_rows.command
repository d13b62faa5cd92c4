nansen run nested_rows.treaty --cases nested_rows.csv --table relatives=nested_rows_relatives.csv --table relatives.documents=nested_rows_documents.csv
