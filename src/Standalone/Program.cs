using LiveParking.Silo;
using LiveParking.Standalone;

return await StandaloneCommand.Create().Parse(args).RunAsync();
