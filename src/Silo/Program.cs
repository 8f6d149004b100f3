using LiveParking.Silo;

return await SiloCommand.Create().Parse(args).RunAsync();
