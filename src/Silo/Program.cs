using LiveParking.Hosting.Programs;
using LiveParking.Hosting.Settings;
using LiveParking.Silo;

var settings = SettingSources.Take(args);
return await SiloCommand.Create(settings).Parse([.. settings.OtherArguments]).RunAsync();
