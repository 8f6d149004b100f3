using LiveParking.Hosting;
using LiveParking.Silo;
using LiveParking.Standalone;

var settings = SettingSources.Take(args);
return await StandaloneCommand.Create(settings).Parse([.. settings.OtherArguments]).RunAsync();
