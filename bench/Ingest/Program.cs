using LiveParking.Ingest;

return await IngestCommand.Create().Parse(args).InvokeAsync();
