using Negotiations.Service.Tests;

// The server is started by whoever runs this assembly, and not by the assembly that the fixture is in.
[assembly: AssemblyFixture(typeof(PostgresFixture))]
