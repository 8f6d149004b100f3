using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LiveParking.Hosting.Programs;

/// <summary>Console logging with one line for each entry, without details that an operator can't use.</summary>
public static class ConsoleLogging
{
    /// <summary>Replaces the default console.</summary>
    public static ILoggingBuilder AddLiveParkingConsole(this ILoggingBuilder logging, bool debug = false)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        if (debug)
            logging.AddFilter("LiveParking", LogLevel.Debug);
        logging.AddFilter("Orleans", LogLevel.Warning);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        // Warns that the server's garbage collector is off, which Standalone chooses.
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // These repeat, with a stack trace, errors that the caller of a grain gets anyway: each retry, each call that could not be placed, each
        // failed read and write while the store is unavailable.
        logging.AddFilter("Polly", LogLevel.None);

        // Callers get the error of a grain that can't start, and a grain that can't store its state logs it itself. The rest is that the last silo
        // finds no other silo for its grains when it stops.
        logging.AddFilter("Orleans.Grain", LogLevel.Critical);
        logging.AddFilter("Orleans.Messaging", LogLevel.Critical);
        logging.AddFilter("Orleans.Persistence", LogLevel.Critical);
        return logging;
    }
}
