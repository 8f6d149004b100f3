using LiveParking.Hosting.Programs;
using LiveParking.Hosting.Settings;
using LiveParking.Standalone;

var settings = SettingSources.Take(args);
return await StandaloneCommand.Create(settings).Parse([.. settings.OtherArguments]).RunAsync();
